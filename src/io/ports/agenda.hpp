#pragma once

#include "io/ports/stored.hpp"
#include "io/ports/webhook.hpp"

/// Who and what can be booked, and when it is (R086, R095, R111).
namespace charla::ports {

using resource_id = flows::strong_id<struct resource_tag, flows::uuid>;
using appointment_id = flows::strong_id<struct appointment_tag, flows::uuid>;

/// A professional, a room: one appointment at a time.
struct resource_row {
  resource_id id;
  tenant_id tenant;
  std::string name;
  std::string hours;       ///< `mon-fri 09:00-18:00`, in the tenant's zone; empty: always
  std::int32_t colour = 0; ///< 0 to 7: of the calendar's palette
  bool active = true;      ///< takes new appointments; those that it has stay
  timestamp created_at;
};

enum class appointment_status : std::uint8_t { scheduled = 0, confirmed = 1, cancelled = 2, attended = 3, missed = 4 };
[[nodiscard]] std::string_view name_of(appointment_status s);
[[nodiscard]] std::optional<appointment_status> parse_appointment_status(std::string_view text);
/// scheduled and confirmed go anywhere, attended and missed into each other, cancelled back to scheduled; staying is no
/// move and always allowed.
[[nodiscard]] bool may_become(appointment_status from, appointment_status to);

inline constexpr std::chrono::minutes shortest_appointment{5};
inline constexpr std::chrono::hours longest_appointment{24}; ///< the stores look so far back for what overlaps

/// It takes its resource's time [starts_at, ends_at) unless it is cancelled.
struct appointment_row {
  appointment_id id;
  tenant_id tenant;
  resource_id resource;
  std::string title;
  std::optional<contact_id> contact;
  std::string contact_name;
  std::optional<conversation_id> conversation; ///< in which it came about
  timestamp starts_at;
  timestamp ends_at;
  appointment_status status = appointment_status::scheduled;
  std::string notes;
  std::int64_t revision = 1; ///< counts up with every change, so that nobody overwrites unseen
  std::string created_by;
  timestamp created_at;
  timestamp updated_at;
};

/// Conditions that all must hold; those that overlap [from, to).
struct appointment_filter {
  timestamp from;
  timestamp to;
  std::optional<resource_id> resource;
  std::optional<appointment_status> status;
  std::optional<contact_id> contact;
  bool cancelled_too = true;
};

/// The caller's name for a booking: the same one twice makes one appointment.
struct booking_key {
  std::string client_id;   ///< empty: none
  std::string fingerprint; ///< of what was asked for
};

/// What has become of a booking or a change.
struct booking {
  enum class outcome : std::uint8_t {
    done = 0,
    repeated = 1,      ///< the key has made `row` before
    other_request = 2, ///< the key has made `row`, which was asked for otherwise
    taken = 3,         ///< `row` has the place
    stale = 4,         ///< somebody has changed it meanwhile: `row` as it is
    no_move = 5,       ///< its status does not become the other: `row` as it is
    absent = 6,        ///< there is no such appointment
    no_resource = 7,   ///< there is no such resource
  };
  outcome how = outcome::done;
  appointment_row row;
};

class agenda_admin {
public:
  virtual ~agenda_admin() = default;

  virtual stored<std::vector<resource_row>> resources(tenant_id t) = 0; ///< oldest first
  virtual stored<void> add_resource(const resource_row& r) = 0;
  virtual stored<bool> update_resource(const resource_row& r) = 0; ///< false when there is none

  /// By start, then id.
  virtual stored<page<appointment_row>>
  appointments(tenant_id t, const appointment_filter& f, const std::string& after, std::size_t limit) = 0;
  virtual stored<std::optional<appointment_row>> appointment(tenant_id t, const appointment_id& id) = 0;
  /// Takes the place, or says who has it: one transaction, in which the resource is locked. `announce` becomes
  /// deliveries to subscribers when it is done.
  virtual stored<booking>
  book(const appointment_row& a, const booking_key& key, const std::vector<event_out>& announce) = 0;
  /// Saves all but id, tenant, created_* over the revision that the caller has seen (`a.revision`), likewise.
  virtual stored<booking> change_appointment(const appointment_row& a, const std::vector<event_out>& announce) = 0;
};

} // namespace charla::ports
