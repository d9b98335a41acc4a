// What docs/api.md does with a shipment and with a file, as a program in TypeScript does it. It is compiled, and so holds
// that the document describes these calls well enough for their bodies and answers to be typed.
import { Refused, type Schemas, type Watchlist } from "./client.js";

/** Screens a shipment, and says whether it may go. Sent again under the same key it is answered the same. */
export async function screen(api: Watchlist, lines: Schemas["DeclaredLine"][], key: string): Promise<Schemas["ShippingWord"]> {
  const { data, error } = await api.POST("/api/v1/screenings/", {
    params: { header: { "Idempotency-Key": key }, query: { view: "verdict" } },
    body: { reference: "INV-1", origin: "US", destination: "MX", operation: "export", lines },
  });
  if (error) throw new Refused(error);
  return data.disposition.word;
}

/** Sends a file, and returns the number of its manifest. */
export async function send(api: Watchlist, file: Blob, name: string): Promise<string> {
  const { data, error } = await api.POST("/api/v1/manifests/", {
    body: { file: name, reference: "INV-3" },
    bodySerializer: () => {
      const form = new FormData();
      form.set("file", file, name);
      form.set("reference", "INV-3");
      return form;
    },
  });
  if (error) throw new Refused(error);
  return data.id;
}

/** Yields the controlled lines of a manifest, page by page. */
export async function* controlled(api: Watchlist, manifest: string): AsyncGenerator<Schemas["LineRecord"]> {
  let cursor: string | undefined;
  do {
    const { data, error } = await api.GET("/api/v1/manifests/{manifest_id}/lines/", {
      params: { path: { manifest_id: manifest }, query: { verdict: "controlled", ...(cursor ? { cursor } : {}) } },
    });
    if (error) throw new Refused(error);
    yield* data.items;
    cursor = data.next ? (new URL(data.next).searchParams.get("cursor") ?? undefined) : undefined;
  } while (cursor);
}

/** Fetches results, from a byte on: what broke off goes on, of the same file or from its beginning. */
export async function results(api: Watchlist, manifest: string, from = 0, etag?: string): Promise<Response> {
  const header = etag ? { Range: `bytes=${from}-`, "If-Range": etag } : {};
  const { response, error } = await api.GET("/api/v1/manifests/{manifest_id}/results/", {
    params: { path: { manifest_id: manifest }, query: { format: "csv" }, header },
    parseAs: "stream",
  });
  if (error) throw new Refused(error);
  return response;
}
