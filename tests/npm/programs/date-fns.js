import { add, addBusinessDays, differenceInCalendarDays, eachDayOfInterval, format, formatDistance, formatDuration, formatISO, formatRelative, intervalToDuration, intlFormat, isValid, parse, parseISO, startOfWeek } from "date-fns";
import { de } from "date-fns/locale";
import { print, thrown } from "../print.js";

const day = new Date(2024, 1, 29, 13, 5, 9, 70);
print("formats", format(day, "EEEE, do MMMM yyyy 'at' HH:mm:ss.SSS, 'week' I, 'quarter' Q, h aaaa, xxx, T"));
print("another language", format(day, "PPPP 'um' p", { locale: de }));
print("parsing", [parse("3. März 2021", "d. MMMM y", day, { locale: de }), parseISO("2021-W05-3"), isValid(parse("31.02.2021", "dd.MM.yyyy", day))]);
print("arithmetic", [add(day, { years: 1, months: 1, hours: 12 }), addBusinessDays(day, 12), startOfWeek(day, { weekStartsOn: 1 })]);
print("intervals", [eachDayOfInterval({ start: day, end: add(day, { days: 3 }) }).length, intervalToDuration({ start: day, end: new Date(2025, 5, 1) }), differenceInCalendarDays(new Date(2025, 0, 1), day)]);
print("words", [formatDistance(day, new Date(2020, 1, 1), { addSuffix: true }), formatRelative(day, add(day, { days: 2 })), formatDuration({ months: 9, days: 2 }), formatISO(day, { representation: "date" })]);
print("Intl", [intlFormat(day), intlFormat(day, { weekday: "long", year: "numeric", month: "long", day: "numeric" })]);
print("a wrong format", thrown(() => format(day, "YYYY")).split(" (in")[0]);
