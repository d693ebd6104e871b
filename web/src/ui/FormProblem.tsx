import { Problem, problemOf } from '../api/problem';
import { ProblemNote } from './ProblemNote';

/** Above a form's buttons: what is wrong with the request as a whole. What is wrong with a field stands at the field, as
 *  long as the form has it (`fields`). */
export function FormProblem({ error, fields }: { error: unknown; fields: readonly string[] }) {
  if (!error) return null;
  const problem = problemOf(error);
  const rest = problem.errors.filter((e) => !fields.includes(e.field));
  if (problem.errors.length > 0 && rest.length === 0) return null;
  if (problem.errors.length === 0) return <ProblemNote error={problem} />;
  return <ProblemNote error={new Problem(problem.status, { ...problem.body, errors: rest })} />;
}

/** The server's hint for a field of a form, or nothing. */
export const hintOf = (error: unknown, field: string): string | undefined =>
  error ? problemOf(error).of(field) : undefined;
