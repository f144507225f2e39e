// Every operation of the API by way of the generated client; says what came back. Usage: node use_client.js ADDRESS
import { client } from './client/client.gen';
import { createAdvies, getPlatform, getPlatforms, getStappenplan } from './client/sdk.gen';

declare const process: { argv: string[] };

async function useEveryOperation() {
  client.setConfig({ baseUrl: `${process.argv[2]}/api/v1` });
  const strict = { throwOnError: true } as const;
  const page = await getPlatforms({ query: { freeForResidents: 'yes', limit: 3 }, ...strict });
  const one = await getPlatform({ path: { slug: page.data.results[0].slug }, ...strict });
  const steps = await getStappenplan({ query: { lang: 'en' }, ...strict });
  const answers = { audience: 'resident', goal_main: 'meet' };
  const advice = await createAdvies({ body: { answers }, ...strict });
  const said = {
    results: page.data.results.length,
    status: one.data.status.value,
    steps: steps.data.steps.length,
    rank: advice.data.ranked[0].rank,
  };
  console.log(JSON.stringify(said));
}

void useEveryOperation();
