#pragma once

#include "flows/definition/flow.hpp"
#include "flows/error.hpp"

namespace charla::flows {

/// Makes a flow of the form that the systems before Charla kept theirs in (R164–R172): lists of steps ("paths") instead
/// of a graph.
///
/// `{"name", "steps" (or "nodes"): [...], "paths": {name: [...]}}`; `steps` is where it begins, absent: the path
/// `main`. A step is an object with `type` (or `action`, or both: `{"type": "action", "action": "send_text"}`):
///
/// | step | members | becomes |
/// |---|---|---|
/// | `intent` | `map`: words → path; the word `default` (or `*`): for no intent, absent: the next step | `intent` |
/// | `send_text` | `text` (or `body`, `message`) | `send_text` |
/// | `send_template` | `template` (or `name`), `language`, `components` | `send_template` |
/// | `send_media` | `media_type` (or `kind`), `url` (or `link`), `caption`, `filename` | `send_media` |
/// | `webhook` | `event`, `data`, any other member as data | `webhook` |
/// | `set_attribute` | `key`, `value` | `set_attribute` |
/// | `wait`, `delay` | `seconds`, `sec` or `ms` | `wait` |
/// | `wait_for_reply` | `pattern`, `seconds` (or `timeout_seconds`), `timeout_path`; absent: the next step |
/// `wait_for_reply` |
///
/// The steps of a path are joined by `next` or `reply`; the last one ends the run. `id` and `comment` of a step are
/// kept. Words are tried in the order of their paths' names: this form's own order is lost with JSON's.
///
/// Errors: `import.no_steps`, `import.bad_step`, `import.unknown_step`, `import.unknown_member`,
/// `import.missing_member`, `import.missing_path`, `import.duplicate_id`; `where` is the path in what was written:
/// `paths.ventas[2].type`.
[[nodiscard]] result<flow> import_path(const value& written);

} // namespace charla::flows
