/** What is checked, by the names that testers know; the last ones are Portrait's own. */
export const CHECKS = {
  not_a_server_error: 'A request is never answered with a 5xx, and always answered.',
  status_code_conformance: 'The status is one that the operation declares.',
  content_type_conformance: 'The media type and the charset are the declared ones.',
  response_headers_conformance: 'Required headers are there, and every declared header fits its schema.',
  response_schema_conformance: 'The body fits its schema.',
  negative_data_rejection: 'What the contract forbids is refused.',
  positive_data_acceptance: 'What the contract allows is accepted.',
  missing_required_header: 'A request without a required header is refused.',
  unsupported_method: 'A method that the path does not have is refused as the contract says.',
  allow_header_conformance: 'Allow names the methods that the path has, all and no others.',
  use_after_free: 'What was deleted is gone.',
  ensure_resource_availability: 'What was made or changed is there.',
  ignored_auth: 'Nobody comes in without a good credential.',
  scope_enforcement: 'A credential without the needed right is refused.',
  failure_conformance: 'A refusal has the status and the words that the contract has for its reason.',
  workflow_conformance: 'The steps of the contract’s workflows meet their criteria.',
  magic_bytes: 'A picture’s bytes are of the type that its header says.',
  content_length: 'An answer is as long as it says.',
  redirect_leads_to_image: 'A redirect to a picture leads to one.',
  part_encoding: 'Parts of forms are judged by their headers: missing, repeated, of another type.',
  empty_body: 'An empty body is refused where one is needed, and tolerated where none is.',
  idempotent_delete: 'Deleting again changes nothing more, and is answered as declared.',
  upload_round_trip: 'An uploaded picture comes back, as a picture of the declared kind.',
} as const;

export type CheckName = keyof typeof CHECKS;

export const CHECK_NAMES = Object.keys(CHECKS) as CheckName[];
