import { createElement as h, Suspense, use } from "react";

const Forecast = ({ forecast }) => {
  const { wind, sea } = use(forecast);
  return h("p", { id: "forecast" }, `Wind ${wind}. Sea ${sea}.`);
};

export const Page = ({ place, forecast }) =>
  h("html", { lang: "en" },
    h("head", null, h("title", null, place)),
    h("body", null,
      h("h1", null, `The weather at ${place}`),
      h(Suspense, { fallback: h("p", null, "Asking the lighthouse…") }, h(Forecast, { forecast })),
    ),
  );
