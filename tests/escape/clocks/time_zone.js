// attack: the host's time zone and language
// stopped by: nothing
// twice: same
equal(new Date(0).getTimezoneOffset(), 0);
equal(new Date(2020, 6, 1).getTimezoneOffset(), 0);
check(new Date(0).toString().includes("GMT+0000"), new Date(0).toString());
[new Date(0).toLocaleString(), (1234.5).toLocaleString(), typeof Intl];
