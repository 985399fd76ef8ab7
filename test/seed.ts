/** By which tests choose at random; the environment's `SEED` makes a run choose as an earlier one did, whose tests name it. */
export const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));
