#include "io/api/flow/pinned.hpp"

namespace charla::api {

namespace {

constexpr std::size_t page_size = 100;

/// Adds the runs that fit the filter, up to `pinned_max` in all.
tl::expected<void, problem> collect(const call& c, const ports::run_filter& f, pinned_runs& out) {
  std::string after;
  do {
    auto page = c.store().runs(c.who.tenant, f, after, page_size);
    if (!page) return refuse(store_failed(page.error()));
    for (auto& r : page->items) {
      if (out.runs.size() == pinned_max) {
        out.all = false;
        return {};
      }
      out.runs.push_back(std::move(r));
    }
    after = page->next;
  } while (!after.empty());
  return {};
}

} // namespace

tl::expected<pinned_runs, problem> runs_pinned_to(const call& c, const flows::flow_version& v) {
  pinned_runs out;
  for (const auto status : {flows::run_status::waiting, flows::run_status::running}) {
    ports::run_filter f;
    f.flow = v.flow;
    f.version = v.version;
    f.status = status;
    if (auto done = collect(c, f, out); !done) return refuse(done.error());
  }
  return out;
}

tl::expected<std::optional<ports::run_row>, problem> present_run(const call& c, const flows::conversation_id& id) {
  for (const auto status : {flows::run_status::waiting, flows::run_status::running}) {
    ports::run_filter f;
    f.conversation = id;
    f.status = status;
    auto page = c.store().runs(c.who.tenant, f, {}, 1);
    if (!page) return refuse(store_failed(page.error()));
    if (!page->items.empty()) return std::move(page->items.front());
  }
  return std::nullopt;
}

} // namespace charla::api
