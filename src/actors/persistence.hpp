#pragma once

#include "actors/base.hpp"
#include "actors/lane_work.hpp"
#include "actors/wiring.hpp"
#include "flows/policy/fair_queue.hpp"

namespace charla::actors {

/// Work that the next commit makes durable, with whom to tell afterwards. The n-th element of each list belongs to the
/// n-th of the batch's list of the same kind.
struct pending_batch {
  ports::batch batch;
  struct appended {
    append_events_ptr from;
    std::size_t first_cause = 0;
    std::size_t first_status = 0;
  };
  std::vector<appended> appends;
  struct turn_asker {
    std::uint64_t token = 0;
    answer_to conversation;
  };
  std::vector<turn_asker> turns;
  struct claim_asker {
    claim_sends question;
    std::size_t first = 0;
  };
  std::vector<claim_asker> claims;
  std::vector<note_send> sends;
  std::vector<change_control> controls;
  std::vector<turn_asker> letters;
  std::vector<note_delivery> deliveries;
  std::vector<ports::media_row> media; ///< as the feed tells of them

  void add(append_events_ptr events);
  void add(commit_turn t);
  void add(claim_sends c);
  void add(note_send n);
  void add(change_control c);
  void add(write_dead_letter w);
  void add(note_delivery n);
  void add(note_media n);
  void add(note_upload n);
};

/// The only writer of its lane. Batches form by themselves: whatever arrives while a commit runs is the next commit.
/// When more has arrived than one commit takes, tenants are served by deficit round robin, each in its own order.
class persistence : public actor_base {
public:
  /// @param lane opened anew for each incarnation.
  persistence(caf::actor_config& cfg,
              const services& with,
              wiring& who,
              std::unique_ptr<ports::store_lane> lane,
              std::size_t index,
              std::size_t batch_max);
  caf::behavior make_behavior() override;

private:
  void take(lane_work work);
  void fill_batch();
  void flush_now();
  /// Commits all that has arrived, unless the store is in trouble.
  void flush_all();
  void read_outbox(const read_outbox_page& q);
  void commit(bool settle);
  void committed(const ports::batch_result& result, bool settled);
  void refused(const ports::store_error& why);
  void schedule_retry();
  /// Answers whoever asked; nobody, when the question came without a handle.
  template <class M>
  void answer(const answer_to& who, M message) {
    if (who) send(who, std::move(message));
  }
  void measure(std::chrono::microseconds took);

  void count_backlog(const ports::batch& work, const ports::batch_result& result);
  void count_timers(const ports::batch& work, const ports::batch_result& result);
  void count_work(const ports::batch& work, const ports::batch_result& result);
  void warn_of_letters(const ports::batch& work, const ports::batch_result& result);
  void tell_appended(const pending_batch& work, const ports::batch_result& result);
  void tell_controls(const pending_batch& work, const ports::batch_result& result);
  void tell_sends(const pending_batch& work, const ports::batch_result& result);
  void tell_of_files(const pending_batch& work);
  void tell_of_numbers(const ports::batch& work);
  void forget(const forget_old& f);
  void publish_status(flows::tenant_id tenant,
                      const ports::status_result& landed,
                      const std::string& provider_id,
                      std::int32_t code,
                      const std::string& text);

  const services& with_;
  wiring& who_;
  std::unique_ptr<ports::store_lane> lane_;
  std::size_t index_;
  std::size_t batch_max_;
  flows::policy::fair_queue<std::int64_t, lane_work> waiting_; ///< by `line_of`
  pending_batch next_;
  recent_commits recent_;
  bool flush_asked_ = false;
  bool waiting_to_retry_ = false;
  bool outcome_unknown_ = false;
  std::uint64_t retry_generation_ = 0;
  std::chrono::milliseconds backoff_{0};
};

} // namespace charla::actors
