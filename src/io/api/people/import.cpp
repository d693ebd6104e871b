#include "io/api/contact_notice.hpp"
#include "io/api/gathering.hpp"
#include "io/api/people/change.hpp"
#include "io/api/people/import_row.hpp"
#include "io/api/people/reach.hpp"
#include "io/api/people/spelling.hpp"
#include "io/api/resources.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t rows_max = 10'000;
constexpr std::size_t bytes_max = 4 << 20;
constexpr std::size_t problems_max = 500;
/// A caller is answered before any proxy on the way loses patience; what was not reached is sent again.
constexpr std::int64_t time_max_ms = 25'000;

/// What a flow that runs has to hear.
struct notice {
  reached to;
  flows::contact_changed change;
};

struct import_report {
  bool dry_run = false;
  std::int64_t rows = 0, added = 0, changed = 0, unchanged = 0, refused = 0;
  std::optional<std::size_t> next_line; ///< the first that was not reached
  std::vector<std::pair<std::size_t, field_error>> problems;
  std::int64_t more_problems = 0;

  void refuse_row(std::size_t line, const std::vector<field_error>& errors) {
    ++refused;
    for (const auto& e : errors)
      if (problems.size() < problems_max)
        problems.emplace_back(line, e);
      else
        ++more_problems;
  }
};

std::string write_report(const import_report& r, std::size_t untold) {
  json::writer w;
  w.begin_object().member("dry_run", r.dry_run).member("rows", r.rows).member("added", r.added);
  w.member("changed", r.changed).member("unchanged", r.unchanged).member("refused", r.refused);
  w.member("untold", static_cast<std::int64_t>(untold)).key("next_line");
  if (r.next_line)
    w.integer(static_cast<std::int64_t>(*r.next_line));
  else
    w.null();
  w.key("problems").begin_array();
  for (const auto& [line, e] : r.problems)
    w.begin_object()
        .member("line", static_cast<std::int64_t>(line))
        .member("field", e.field)
        .member("reason", e.reason)
        .member("hint", e.hint)
        .end_object();
  w.end_array().member("more_problems", r.more_problems).end_object();
  return w.take();
}

/// Takes the rows in, one after the other; each is durable by itself, and sending the file again changes nothing.
class importer {
public:
  importer(const call& c, bool dry_run) : c_(c), now_(c.house.with.clock.now()) { report_.dry_run = dry_run; }

  /// Errors: the store is away; what went in before stays.
  tl::expected<void, problem> run(const import_columns& columns, const std::vector<csv_row>& rows) {
    const auto begun = c_.house.with.clock.boot_ms();
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (c_.house.with.clock.boot_ms() - begun > time_max_ms) {
        report_.next_line = rows[i].line;
        break;
      }
      ++report_.rows;
      const auto row = read_row(columns, rows[i]);
      if (!row) {
        report_.refuse_row(rows[i].line, row.error());
        continue;
      }
      if (auto taken = take(*row, rows[i].line); !taken) return taken;
    }
    return {};
  }

  [[nodiscard]] const import_report& report() const { return report_; }
  std::vector<notice> notices;

private:
  tl::expected<std::optional<ports::contact_row>, problem> find(const std::string& phone) {
    for (const auto& spelling : spellings_of(phone)) {
      const auto id = ports::contact_of(c_.house.with.crypto, c_.who.tenant, {spelling, {}});
      auto row = c_.store().contact(c_.who.tenant, id);
      if (!row) return refuse(store_failed(row.error()));
      if (*row) return std::move(*row);
    }
    return std::nullopt;
  }

  tl::expected<void, problem> take(const import_row& row, std::size_t line) {
    const auto spellings = spellings_of(row.phone);
    const auto same = std::min_element(spellings.begin(), spellings.end());
    if (const auto [at, fresh] = lines_.emplace(*same, line); !fresh) {
      report_.refuse_row(line, {{"phone", "duplicate", "Line " + std::to_string(at->second) + " is the same person."}});
      return {};
    }
    const auto known = find(row.phone);
    if (!known) return refuse(known.error());
    auto before = *known ? **known : fresh_contact(row.phone);
    auto after = applied(row, before, now_);
    if (!after) {
      report_.refuse_row(line, after.error());
      return {};
    }
    return *known ? change(before, *std::move(after)) : add(*after);
  }

  [[nodiscard]] ports::contact_row fresh_contact(const std::string& phone) const {
    ports::contact_row row;
    row.tenant = c_.who.tenant;
    row.at = {phone, {}};
    row.id = ports::contact_of(c_.house.with.crypto, c_.who.tenant, row.at);
    row.created_at = row.updated_at = now_;
    return row;
  }

  tl::expected<void, problem> add(const ports::contact_row& row) {
    ++report_.added;
    if (report_.dry_run) return {};
    const auto added = c_.store().add_contact(row); // one who wrote meanwhile is there: the next import changes them
    if (!added) return refuse(store_failed(added.error()));
    return {};
  }

  tl::expected<void, problem> change(const ports::contact_row& before, ports::contact_row after) {
    const bool same = before.name == after.name && before.locale == after.locale && before.tags == after.tags
                      && before.consent == after.consent && before.attributes == after.attributes;
    ++(same ? report_.unchanged : report_.changed);
    if (same || report_.dry_run) return {};
    after.updated_at = now_;
    const auto changed = c_.store().update_contact(after);
    if (!changed) return refuse(store_failed(changed.error()));
    auto reach = conversations_of(c_, after.id);
    if (!reach) return refuse(reach.error());
    for (auto& r : *reach)
      notices.push_back({std::move(r), contact_notice(before, after)});
    return {};
  }

  const call& c_;
  flows::timestamp now_;
  import_report report_;
  std::map<std::string, std::size_t> lines_; ///< least spelling → its line
};

problem wrong_file(const flows::error& e) {
  return invalid(e.where.empty() ? "file" : "line " + e.where, e.code.substr(e.code.find('.') + 1), e.what);
}

void import(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto dry = c.request.query_value("dry_run").value_or("false");
  if (dry != "true" && dry != "false") return fail(invalid("dry_run", "not_one_of", "true or false."));
  const auto rows = parse_csv(c.request.body, rows_max + 1);
  if (!rows) return fail(wrong_file(rows.error()));
  if (rows->empty())
    return fail(invalid("file", "required", "Send a CSV whose first row names the columns: phone,name,tags."));
  const auto columns = read_header(rows->front());
  if (!columns) return fail(invalid(columns.error()));
  importer work{c, dry == "true"};
  if (const auto ran = work.run(*columns, *rows); !ran) return fail(ran.error());
  const auto& r = work.report();
  if (!r.dry_run)
    note_audit(c, "contact.import", "contacts",
               R"({"added":)" + std::to_string(r.added) + R"(,"changed":)" + std::to_string(r.changed) + '}');
  if (work.notices.empty()) return (*done)(json_response(write_report(r, 0)));
  auto finish = [done, r](std::size_t, std::size_t lost) { (*done)(json_response(write_report(r, lost))); };
  const auto all = std::make_shared<gathering>(work.notices.size(), std::move(finish));
  for (const auto& n : work.notices)
    c.house.with.engine.command(n.to.channel, n.to.row.summary.peer, c.who.name, ports::tell_contact{n.change},
                                c.request.correlation_id,
                                [all](const ports::command_result& result) { all->arrived(result); });
}

} // namespace

endpoints import_endpoints() {
  endpoint e{"POST",
             "/api/v1/contacts/import",
             right::contacts_write,
             "Takes contacts from a CSV file: columns phone, name, tags, locale, consent, attr:NAME",
             "",
             "import_report",
             import};
  e.takes = "text/csv";
  e.body_max = bytes_max;
  e.query = {{"dry_run", "boolean", "true: only the report, nothing is kept"}};
  return {e};
}

} // namespace charla::api
