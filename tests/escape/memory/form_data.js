// attack: entries of forms, headers and queries without end
// stopped by: limit memory or limit wall time
const form = new FormData(), headers = new Headers(), query = new URLSearchParams();
for (let i = 0; ; i++) {
  form.append("name" + i, "value");
  headers.append("name" + i, "value");
  query.append("name" + i, "value");
}
