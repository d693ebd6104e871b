#include "io/store/postgres/lane.hpp"

#include <fmt/format.h>
#include <thread>

namespace charla::store::postgres {

namespace {

constexpr int tries_max = 4;
constexpr milliseconds first_pause{10};

session_config lane_config(const place& where, std::size_t index) {
  return {where.url, fmt::format("charla-lane-{}", index), milliseconds{5000}, milliseconds{3000}, milliseconds{9000}};
}

struct split_appends {
  std::vector<std::size_t> plain;
  std::vector<std::size_t> submitted;
};
split_appends appends_of(const batch& work, const selection& all) {
  split_appends split;
  for (const auto i : all.appends)
    (work.appends[i].submitted ? split.submitted : split.plain).push_back(i);
  return split;
}

} // namespace

// Batches are counted from the clock, so that those of an earlier lane object (its actor was started again) are others.
lane::lane(std::shared_ptr<place> where, std::size_t index)
    : place_(std::move(where)), index_(static_cast<std::int16_t>(index)),
      db_(lane_config(*place_, index), place_->watch), epoch_(0), batch_(to_unix_ms(place_->clock.now()) * 1000) {
  const auto now = db_.run("SELECT epoch FROM shards WHERE shard = $1 AND owner = $2",
                           arguments{}.small(index_).big(place_->incarnation));
  if (now.empty()) throw failure{mishap::fenced, "another process has taken the store over"};
  epoch_ = now[0][0].as<epoch_t>();
}

lane_context lane::context(bool again) const {
  return {place_->incarnation, index_, epoch_, batch_, place_->clock.now(), again};
}

stored<batch_result> lane::apply(const batch& work) {
  auto answers = no_answers(work);
  if (work.empty()) return answers;
  ++batch_;
  parts_committed_ = 0;
  return commit(work, everything_of(work), false, std::move(answers));
}

stored<batch_result> lane::commit(const batch& work, const selection& all, bool again, batch_result answers) {
  try {
    execute(work, all, again, answers);
    return answers;
  } catch (const failure& f) {
    if (f.kind() != mishap::data) return tl::make_unexpected(of_write(f));
  }
  return isolate(work, all, again, std::move(answers));
}

void lane::execute(const batch& work, const selection& part, bool again, batch_result& into) {
  const auto calls = encode(work, part, context(again));
  const auto sql = statement_of(calls);
  const auto with = arguments_of(calls);
  auto pause = first_pause;
  for (int attempt = 1;; ++attempt) {
    try {
      decode(db_.run(sql, with), calls, work, into);
      ++parts_committed_;
      return;
    } catch (const failure& f) {
      if (f.kind() != mishap::again || attempt == tries_max) throw;
    }
    std::this_thread::sleep_for(pause); // a lane is a thread of its own; at most 70 ms in all
    pause *= 2;
  }
}

stored<batch_result> lane::isolate(const batch& work, const selection& all, bool again, batch_result answers) {
  try {
    // In the order that the port promises; a kind that is empty costs nothing.
    const auto one_kind = [&](auto member) {
      selection part;
      part.*member = all.*member;
      if (!part.empty()) execute(work, part, again, answers);
    };
    // What a program or a provider wrote may be wrong alone: it is left out, and the rest goes on.
    const auto what_can = [&](auto member, const std::vector<std::size_t>& items) {
      bisect(items, again, work, answers, member, [](std::size_t) {});
    };
    const auto [plain, submitted] = appends_of(work, all);
    if (!plain.empty()) {
      selection part;
      part.appends = plain;
      execute(work, part, again, answers);
    }
    what_can(&selection::appends, submitted);
    one_kind(&selection::sends);
    one_kind(&selection::statuses);
    one_kind(&selection::overrides);
    bisect(all.turns, false, work, answers, &selection::turns,
           [&](std::size_t turn) { answers.turns[turn] = verdict::data; });
    one_kind(&selection::letters);
    one_kind(&selection::claims);
    one_kind(&selection::events);
    one_kind(&selection::deliveries);
    what_can(&selection::media_wanted, all.media_wanted);
    what_can(&selection::media, all.media);
    what_can(&selection::uploads, all.uploads);
    what_can(&selection::numbers, all.numbers);
    what_can(&selection::templates, all.templates);
    what_can(&selection::exchanges, all.exchanges);
    return answers;
  } catch (const failure& f) {
    auto why = of_write(f);
    // "Not committed" would be a lie by now; `settle` asks for each part by its own mark.
    if (parts_committed_ > 0 && why.code != store_errc::fenced && why.code != store_errc::data)
      why.code = store_errc::unknown_outcome;
    return tl::make_unexpected(std::move(why));
  }
}

void lane::bisect(const std::vector<std::size_t>& items,
                  bool again,
                  const batch& work,
                  batch_result& into,
                  std::vector<std::size_t> selection::*kind,
                  const std::function<void(std::size_t)>& wrong) {
  if (items.empty()) return;
  try {
    selection part;
    part.*kind = items;
    execute(work, part, again, into);
    return;
  } catch (const failure& f) {
    if (f.kind() != mishap::data) throw;
  }
  if (items.size() == 1) return wrong(items.front());
  const auto middle = items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2);
  bisect({items.begin(), middle}, again, work, into, kind, wrong);
  bisect({middle, items.end()}, again, work, into, kind, wrong);
}

} // namespace charla::store::postgres
