/* A real OpenID Connect server on this machine, to try the login of staff at another organisation.

   In an empty folder, with a certificate for localhost in key.pem and cert.pem:
     npm install oidc-provider@8
     node openid_server.mjs 9443 http://127.0.0.1:8000/inloggen/elders/oidc/login/callback/
   Any name logs in, with any password. The address of NAME is NAME@example.nl, verified, unless NAME starts with "x". */

import { readFileSync } from "node:fs";
import https from "node:https";
import Provider from "oidc-provider";

const [port, callback] = process.argv.slice(2);
const provider = new Provider(`https://localhost:${port}`, {
  clients: [{ client_id: "us", client_secret: "ours", redirect_uris: [callback] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  pkce: { required: () => true },
  findAccount: (_context, name) => ({
    accountId: name,
    claims: () => ({ sub: name, email: `${name}@example.nl`, email_verified: !name.startsWith("x") }),
  }),
});
const certificate = { key: readFileSync("key.pem"), cert: readFileSync("cert.pem") };
https.createServer(certificate, provider.callback()).listen(Number(port), "127.0.0.1");
