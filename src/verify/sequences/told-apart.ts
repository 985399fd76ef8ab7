import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../contract/contract.ts';
import type { Example, Parameter } from '../../contract/document.ts';
import { subjectNamed } from '../../contract/subjects.ts';
import { wired } from '../cases/asked.ts';
import { withParameter } from '../cases/change-request.ts';
import { goodRequest } from '../cases/good-request.ts';
import { picturesIn } from './readers.ts';
import type { Sequence, SequenceTools, Step } from './sequence.ts';

/** What came for one value of the parameter, and whom the contract says that it names. */
interface Named {
  who: string;
  step: Step;
  pictures: readonly string[];
}

/**
 * Asks for everybody whom the examples of a path's parameter name: two names of one are shown the same pictures, and two
 * whose pictures differ in the contract's examples are shown different ones.
 */
export const toldApart: Sequence = {
  name: 'tell one from the other',
  concerns: (_, operation) => operation.method === 'get' && namesIn(operation).length > 1,
  writes: false,
  needsMemory: false,
  async run(tools) {
    const { operation, subject, ask } = tools;
    const seen: Named[] = [];
    for (const [parameter, value, who] of namesIn(operation)) {
      const good = goodRequest(subject.contract, operation);
      const sent = withParameter(good, parameter, operation, encodeURIComponent(value));
      const step = await ask(`${parameter.name} is ${value}`, wired(sent));
      if (step.answer === undefined || step.answer.status >= 400) continue;
      const now: Named = { who, step, pictures: picturesIn(subject, operation, step.answer) };
      for (const before of seen) tellPair(tools, before, now);
      seen.push(now);
    }
  },
};

function tellPair({ tell, operation }: SequenceTools, one: Named, other: Named): void {
  const isSame = isDeepStrictEqual(one.pictures, other.pictures);
  const isOne = one.who === other.who;
  if (!isOne && !differ(operation, one.who, other.who)) return;
  const promised = isOne
    ? `Both names are those of ${one.who}, who has the same pictures by either.`
    : `${one.who} and ${other.who} have pictures of their own, as the examples have it.`;
  const check = operation.responses.keys().next().value === 200 ? 'ensure_resource_availability' : REDIRECT;
  tell(check, [one.step, other.step], isSame === isOne ? undefined : { promised });
}

const REDIRECT = 'redirect_leads_to_image';

/** Each example of an identifying parameter of the path: its value, and the id of whom it names. */
function namesIn({ parameters }: Operation): [parameter: Parameter, value: string, who: string][] {
  return parameters
    .filter((one) => one.in === 'path' && one['x-identifies'] !== undefined)
    .flatMap((parameter) =>
      Object.values((parameter.examples ?? {}) as Record<string, Example>).map(
        ({ value }): [Parameter, string, string] => [
          parameter,
          String(value),
          subjectNamed(parameter, String(value)) ?? String(value),
        ],
      ),
    );
}

/** Whether the success's examples show other things of the one than of the other. */
function differ({ responses }: Operation, one: string, other: string): boolean {
  const [success] = responses.values();
  const examples = [
    ...(success?.media?.examples.values() ?? []),
    ...(success?.headers.get('location')?.examples.values() ?? []),
  ];
  const shown = (who: string): Example | undefined => examples.find((example) => example['x-subject'] === who);
  const [first, second] = [shown(one), shown(other)];
  return first !== undefined && second !== undefined && !isDeepStrictEqual(first.value, second.value);
}
