#include "agenda_given.hpp"

namespace charla::conformance {

using std::chrono::hours;
using std::chrono::minutes;

resource_row resource_no(opened& o, tenant_id t, std::uint8_t n, bool active) {
  resource_row r;
  r.id = resource_id{uuid_no(n)};
  r.tenant = t;
  r.name = "resource " + std::to_string(n);
  r.hours = "mon-fri 09:00-18:00";
  r.colour = n;
  r.active = active;
  r.created_at = long_ago + minutes{n};
  REQUIRE(o.admin->add_resource(r));
  return r;
}

appointment_row at_minute(const resource_row& r, std::uint8_t n, int begin, int length) {
  appointment_row a;
  a.id = appointment_id{uuid_no(n)};
  a.tenant = r.tenant;
  a.resource = r.id;
  a.title = "consulta " + std::to_string(n);
  a.contact_name = "Ana";
  a.starts_at = far_ahead + minutes{begin};
  a.ends_at = a.starts_at + minutes{length};
  a.notes = "trae estudios";
  a.created_by = "beto@example.com";
  a.created_at = long_ago;
  a.updated_at = long_ago;
  return a;
}

booking book(opened& o, const appointment_row& a, const booking_key& key, std::vector<event_out> tell) {
  const auto b = o.admin->book(a, key, tell);
  REQUIRE(b);
  return *b;
}

booking change(opened& o, const appointment_row& a, std::vector<event_out> tell) {
  const auto b = o.admin->change_appointment(a, tell);
  REQUIRE(b);
  return *b;
}

stored<booking> book_by(store_admin& admin, const appointment_row& a, const booking_key& key) {
  auto b = admin.book(a, key, {});
  for (int again = 0; !b && b.error().code == store_errc::unavailable && again < 50; ++again)
    b = admin.book(a, key, {});
  return b;
}

std::vector<std::string> titles(opened& o, tenant_id t, const appointment_filter& f) {
  std::vector<std::string> all;
  std::string after;
  do {
    const auto page = o.admin->appointments(t, f, after, 2).value();
    CHECK(page.items.size() <= 2);
    for (const auto& a : page.items)
      all.push_back(a.title);
    after = page.next;
  } while (!after.empty());
  return all;
}

appointment_filter whole_day() {
  appointment_filter f;
  f.from = far_ahead - hours{12};
  f.to = far_ahead + hours{12};
  return f;
}

} // namespace charla::conformance
