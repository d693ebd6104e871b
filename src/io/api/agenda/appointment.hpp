#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

/// One appointment: found, read from a body, written, saved.
namespace charla::api {

/// As the API, the live feed and `GET /api/inbox/stream` show it.
void write_appointment(json::writer& w, const ports::appointment_row& a);
[[nodiscard]] std::string appointment_json(const ports::appointment_row& a);
/// `NEW_APPOINTMENT`, `APPOINTMENT_UPDATED`, `APPOINTMENT_DELETED` (R112 to R114).
[[nodiscard]] std::string_view stream_name_of(ports::appointment_changed::change what);

[[nodiscard]] tl::expected<ports::appointment_row, problem> find_appointment(const call& c);

/// A booking as the request asks for it, with the caller's key.
struct wanted_booking {
  ports::appointment_row row;
  ports::booking_key key;
};
[[nodiscard]] tl::expected<wanted_booking, problem> read_booking(const call& c);
/// The row with what the request changes; its `revision` is the one that the caller has seen.
[[nodiscard]] tl::expected<ports::appointment_row, problem> read_appointment_change(const call& c,
                                                                                    const ports::appointment_row& now);

/// What a window of the calendar asks for, from the query: a hundred days at most.
[[nodiscard]] tl::expected<ports::appointment_filter, problem> read_window(const call& c);
inline constexpr std::chrono::hours longest_window{24 * 100};

/// Books it, tells subscribers and watchers, and answers with it.
[[nodiscard]] answer save_booking(const call& c, const wanted_booking& wanted);
/// Likewise a change. @param before as it was when the caller looked.
[[nodiscard]] answer
save_change(const call& c, const ports::appointment_row& before, const ports::appointment_row& next);
/// Gives it that status, whoever changes it meanwhile.
[[nodiscard]] answer save_status(const call& c, ports::appointment_status status);

} // namespace charla::api
