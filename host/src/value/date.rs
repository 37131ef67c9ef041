//! Dates as times.

use super::{Value, names};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::time::{Duration, SystemTime};

/// A time that crosses as a `Date`, to the millisecond.
///
/// A plain [`SystemTime`] crosses as a `Date` too, but serde refuses those
/// before 1970. An invalid `Date` fits neither; a [`Value`] takes it. In other
/// formats this is milliseconds since 1970 as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(pub SystemTime);

impl From<SystemTime> for Date {
    fn from(time: SystemTime) -> Self {
        Self(time)
    }
}

impl From<Date> for SystemTime {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(names::DATE, &milliseconds(self.0))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(names::DATE, DateVisitor)
    }
}

struct DateVisitor;

impl<'de> Visitor<'de> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a valid Date")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Date, E> {
        match super::slot::take() {
            Some(Value::Date(Some(time))) => Ok(Date(time)),
            _ => Err(E::invalid_type(de::Unexpected::Other("invalid Date"), &self)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Date, D::Error> {
        let time = time(f64::deserialize(deserializer)?);
        time.map(Date).ok_or_else(|| de::Error::custom("a time that is out of range"))
    }
}

/// Milliseconds since 1970, in whole ones, towards the past.
pub(super) fn milliseconds(time: SystemTime) -> f64 {
    let (since, sign) = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => (since, 1.0),
        Err(before) => (before.duration(), -1.0),
    };
    #[expect(clippy::cast_precision_loss, reason = "a Date ends below 2^53 milliseconds")]
    let whole = since.as_millis() as f64;
    let part = if since.subsec_nanos() % 1_000_000 > 0 && sign < 0.0 { 1.0 } else { 0.0 };
    sign * (whole + part)
}

/// Milliseconds of what CBOR holds. A float of seconds is up to half of one
/// away from them; taken apart first, since the product is rounded as well.
pub(super) fn from_seconds(seconds: f64) -> f64 {
    seconds.trunc() * 1000.0 + (seconds.fract() * 1000.0).round()
}

/// The time of some milliseconds since 1970.
pub(super) fn time(milliseconds: f64) -> Option<SystemTime> {
    /// Far beyond what a `Date` can hold, and exact.
    const MOST: f64 = 9_007_199_254_740_992.0;
    let since = milliseconds.abs().round();
    if since.is_nan() || since > MOST {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number up to 2^53")]
    let whole = Duration::from_millis(since as u64);
    if milliseconds < 0.0 {
        SystemTime::UNIX_EPOCH.checked_sub(whole)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(whole)
    }
}
