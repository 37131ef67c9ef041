// Time zones with a fixed offset: UTC, Etc/GMT+N and +HH:MM. The rules of other zones are
// not there; asking for one is a RangeError.
(function (native, primordials, parts) {
  "use strict";
  const { DatePrototypeGetTimezoneOffset, Date, MathAbs, MathFloor, RangeError, RegExpPrototypeExec, String, StringPrototypePadStart, StringPrototypeToLowerCase } = primordials;
  const { isOneOf } = parts;

  const UTC_NAMES = "utc gmt uct zulu universal greenwich gmt0 gmt+0 gmt-0 etc/utc etc/gmt etc/uct etc/zulu etc/universal etc/greenwich etc/gmt0 etc/gmt+0 etc/gmt-0";
  const WHOLE_HOURS = /^etc\/gmt([+-])([1-9]|1[0-4])$/;
  const OFFSET = /^([+-])([01][0-9]|2[0-3])(?::?([0-5][0-9]))?$/;

  // A zone by name: { name, minutes } east of Greenwich.
  function readTimeZone(text) {
    const lower = StringPrototypeToLowerCase(text);
    if (isOneOf(lower, UTC_NAMES)) return { name: "UTC", minutes: 0 };
    const hours = RegExpPrototypeExec(WHOLE_HOURS, lower);
    // In these names the sign says west.
    if (hours !== null && !(hours[1] === "+" && hours[2] > 12)) {
      return { name: "Etc/GMT" + hours[1] + hours[2], minutes: (hours[1] === "+" ? -60 : 60) * hours[2] };
    }
    const offset = RegExpPrototypeExec(OFFSET, text);
    if (offset === null) throw new RangeError("Invalid time zone specified: " + text + " (UTC and fixed offsets are available)");
    const minutes = (offset[1] === "-" ? -1 : 1) * (offset[2] * 60 + (offset[3] === undefined ? 0 : +offset[3])) + 0;
    return { name: offsetText(minutes), minutes };
  }

  // Minutes east of Greenwich; without a zone those of the runtime's clock.
  function offsetAt(zone, time) {
    return zone === undefined ? -DatePrototypeGetTimezoneOffset(new Date(time)) + 0 : zone.minutes;
  }

  function zoneName(zone) {
    if (zone !== undefined) return zone.name;
    const minutes = offsetAt(undefined, 0);
    return minutes === 0 ? "UTC" : offsetText(minutes);
  }

  // What a time is followed by, by `timeZoneName`.
  function zoneText(zone, time, style) {
    const minutes = offsetAt(zone, time);
    const isUtc = zone === undefined ? minutes === 0 : zone.name === "UTC";
    if (isUtc && style === "short") return "UTC";
    if (isUtc && style === "long") return "Coordinated Universal Time";
    const isLong = style === "long" || style === "longOffset" || style === "longGeneric";
    if (isLong) return "GMT" + offsetText(minutes);
    const rest = MathAbs(minutes) % 60;
    const hours = String(MathFloor(MathAbs(minutes) / 60));
    return "GMT" + (minutes < 0 ? "-" : "+") + hours + (rest === 0 ? "" : ":" + padded(rest));
  }

  function offsetText(minutes) {
    const size = MathAbs(minutes);
    return (minutes < 0 ? "-" : "+") + padded(MathFloor(size / 60)) + ":" + padded(size % 60);
  }

  function padded(number) {
    return StringPrototypePadStart(String(number), 2, "0");
  }

  return { __proto__: null, offsetAt, padded, readTimeZone, zoneName, zoneText };
})
