import type { Operation } from '../../contract/contract.ts';
import type { Example } from '../../contract/document.ts';
import { wired } from '../cases/asked.ts';
import { withParameter, withQuery } from '../cases/change-request.ts';
import { goodRequest } from '../cases/good-request.ts';
import type { Subject } from '../subject.ts';
import { headerOf, type WireRequest } from '../wire.ts';
import { fetchPicture, targetOn } from './pictures.ts';
import type { Sequence, SequenceTools } from './sequence.ts';

const WIDTH = 40;

/** Follows redirects to pictures: as they are, for each value that a parameter's examples have, and in another size. */
export const redirects: Sequence = {
  name: 'follow the redirect',
  concerns: (subject, operation) => redirectsToPictures(subject, operation),
  writes: false,
  needsMemory: false,
  async run(tools) {
    const { operation, subject } = tools;
    const good = goodRequest(subject.contract, operation);
    const values = operation.parameters
      .filter(({ in: place }) => place === 'path')
      .flatMap((parameter) =>
        Object.values((parameter.examples ?? {}) as Record<string, Example>).map(({ value }) =>
          withParameter(good, parameter, operation, encodeURIComponent(String(value))),
        ),
      );
    for (const sent of [good, ...values]) await follow(tools, wired(sent));
    if (resizes(subject))
      await follow(tools, wired({ ...good, path: withQuery(good.path, 'w', String(WIDTH)) }), WIDTH);
  },
};

function redirectsToPictures({ contract }: Subject, { responses, method }: Operation): boolean {
  const [success] = responses.values();
  const urls = new Set(contract.pictures.map(({ url }) => url));
  const examples = [...(success?.headers.get('location')?.examples.values() ?? [])];
  return method === 'get' && examples.some(({ value }) => urls.has(String(value).split('?')[0] ?? ''));
}

function resizes({ contract }: Subject): boolean {
  return contract.pictures.some(({ resize }) => resize === true);
}

async function follow(tools: SequenceTools, request: WireRequest, width?: number): Promise<void> {
  const { ask, tell, origin, operation } = tools;
  const redirect = await ask('a redirect to follow', request);
  const { answer } = redirect;
  if (answer === undefined || answer.status < 300 || answer.status > 399) return;
  const location = headerOf(answer, 'location') ?? '';
  const pointer = tools.subject.conformance.pointerTo(operation);
  const target = targetOn(origin, location);
  if (target === undefined) {
    const isAddress = URL.canParse(location);
    tell(
      'redirect_leads_to_image',
      [redirect],
      isAddress ? undefined : { promised: 'Location is an address.', pointer },
    );
    return;
  }
  const { step, fetched, problem } = await fetchPicture(tools, target);
  const isSized = fetched === undefined || width === undefined || fetched.width === width;
  const sized = { promised: `A picture ${width} pixels wide, as w=${width} asks; it is ${fetched?.width} wide.` };
  tell('redirect_leads_to_image', [redirect, step], problem ?? (isSized ? undefined : sized));
}
