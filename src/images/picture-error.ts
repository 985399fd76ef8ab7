/** Says that bytes are no picture that we take. `problem` goes on after “The picture is refused: ”. */
export class PictureError extends Error {
  readonly problem: string;

  constructor(problem: string) {
    super(`The picture is refused: ${problem}.`);
    this.name = 'PictureError';
    this.problem = problem;
  }
}
