//! Amounts with units: `64MiB`, `30s`.

use std::time::Duration;

/// Bytes with a unit: `B`, `KiB`, `MiB`, `GiB`, `KB`, `MB`, `GB`.
pub fn bytes(text: &str) -> Result<u64, String> {
    if text.trim_end().ends_with(|last: char| last.is_ascii_digit()) {
        return Err(format!("an amount needs a unit, for example {text}MiB"));
    }
    let size = text.parse::<bytesize::ByteSize>();
    size.map(|size| size.as_u64()).map_err(|_| "expected an amount with a unit, for example 64MiB".to_owned())
}

/// Time with a unit: `ms`, `s`, `m`, `h`.
pub fn time(text: &str) -> Result<Duration, String> {
    if text.trim_end().ends_with(|last: char| last.is_ascii_digit()) {
        return Err(format!("a time needs a unit, for example {text}s"));
    }
    let time =
        humantime::parse_duration(text).map_err(|_| "expected a time with a unit, for example 30s".to_owned())?;
    if time.is_zero() { Err("a time of 0 would stop the script at once".to_owned()) } else { Ok(time) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_without_a_unit_is_refused() {
        assert_eq!(bytes("64"), Err("an amount needs a unit, for example 64MiB".to_owned()));
        assert_eq!(time("30"), Err("a time needs a unit, for example 30s".to_owned()));
    }

    #[test]
    fn binary_and_decimal_units_differ() {
        assert_eq!(bytes("1MiB"), Ok(1 << 20));
        assert_eq!(bytes("1MB"), Ok(1_000_000));
        assert_eq!(time("500ms"), Ok(Duration::from_millis(500)));
    }
}
