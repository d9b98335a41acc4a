// A typed client of the API: its types are those of the OpenAPI document, written anew by `npm run generate`.
import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "./generated/api.js";

export type Schemas = components["schemas"];
export type Problem = Schemas["ProblemDetails"];
export type Watchlist = Client<paths>;

/** Returns a client of the service at `url`, which sends this token. */
export function watchlist(url: string, token: string): Watchlist {
  return createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });
}

/** A call that the service refused: `problem` says why. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.title}: ${problem.detail}`);
  }
}
