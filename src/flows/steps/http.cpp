#include "flows/steps/external.hpp"

/// `http`: asks a program of the organisation and waits for its answer. `pick` maps parts of a JSON answer into
/// variables (JSON pointer, RFC 6901: `/data/0/price`; empty: all of it); the body is kept in `variable` (absent:
/// not at all), the HTTP status in `http_status`. Leaves by `ok` (2xx and everything picked), `failed` or `timeout`
/// (absent: `failed`). Private addresses are refused when it is sent; bodies beyond 64 KiB are cut.
namespace charla::flows::steps {

namespace {

constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
constexpr std::array rules{
    field_rule{"method", field_kind::one_of, false, "absent: GET, with a body POST", methods},
    field_rule{"url", field_kind::filled, true, "https://…; write values as {{name | url}}"},
    field_rule{"headers", field_kind::table, false, "name → value"},
    field_rule{"body", field_kind::filled, false, "as it is sent; write values in JSON as {{name | json}}"},
    field_rule{"content_type", field_kind::word, false, "of the body; absent: application/json"},
    field_rule{"timeout", field_kind::duration, false, "absent: 10 seconds; at most 10 minutes"},
    field_rule{"variable", field_kind::name, false, "keeps the body of the answer"},
    field_rule{"pick", field_kind::table, false, "variable → JSON pointer into the answer"},
    meanwhile_rule,
};
constexpr std::array<std::string_view, 4> exits{"ok", "failed", "timeout", "interrupted"};

class http final : public external {
public:
  explicit http(field_reader& f)
      : external(f), method_(f.word("method")), url_(f.filled("url")), headers_(f.table("headers")),
        body_(f.filled("body")), type_(f.has("content_type") ? f.word("content_type") : "application/json"),
        timeout_(f.duration("timeout", limits::call_timeout_max).value_or(call_request{}.timeout)),
        variable_(f.word("variable")), has_body_(f.has("body")) {
    if (method_.empty()) method_ = has_body_ ? "POST" : "GET";
    if (const auto* const members = f.raw("pick").members())
      for (const auto& [name, pointer] : *members) {
        const auto path = pointer.plain();
        if (!path.empty() && path.front() != '/')
          f.wrong("pick." + name, "flow.bad_field", "a JSON pointer begins with a slash: /data/0/price");
        pick_.emplace(name, path);
      }
  }

  result<outcome> enter(context& c) const override {
    call_request request;
    request.kind = "http";
    request.method = method_;
    request.target = c.fill(url_);
    request.headers = c.fill(headers_);
    if (has_body_) {
      request.body = c.fill(body_);
      request.headers.emplace("Content-Type", type_);
    }
    request.pick = pick_;
    request.timeout = timeout_;
    c.ask(std::move(request));
    return suspend{};
  }

private:
  [[nodiscard]] result<outcome> answered(context& c, const call_finished& m) const override {
    if (!variable_.empty())
      if (auto kept = c.remember(variable_, m.body); !kept) return failed(kept);
    if (auto kept = c.remember("http_status", std::to_string(m.status)); !kept) return failed(kept);
    for (const auto& [name, picked] : m.values) {
      if (!pick_.contains(name)) continue;
      if (auto kept = c.remember(name, picked); !kept) return failed(kept);
    }
    switch (m.how) {
    case call_finished::outcome::ok: c.trace("answer", "ok"); return leave{"ok"};
    case call_finished::outcome::failed: break;
    case call_finished::outcome::timed_out: c.trace("answer", "timeout"); return leave{late_exit(c)};
    }
    c.trace("answer", "failed");
    return leave{"failed"};
  }

  std::string method_;
  expr::text_template url_;
  std::map<std::string, expr::text_template> headers_;
  expr::text_template body_;
  std::string type_;
  milliseconds timeout_;
  std::string variable_;
  std::map<std::string, std::string> pick_;
  bool has_body_;
};

} // namespace

step_type http_step() {
  return {.name = "http",
          .about = "Asks another program over HTTP and waits for its answer",
          .fields = rules,
          .exits = exits,
          .suspends = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<http>(f); }};
}

} // namespace charla::flows::steps
