#include "agenda_given.hpp"

using namespace charla::conformance;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("resources are kept, changed and switched off; each tenant has its own", "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto other = new_tenant(o, "two");
  auto first = resource_no(o, t, 1);
  (void)resource_no(o, t, 2, false);
  (void)resource_no(o, other, 3);
  CHECK(o.admin->add_resource(first).error().code == store_errc::data);
  first.name = "Dra. Paz";
  first.hours = "";
  first.colour = 7;
  first.active = false;
  CHECK(*o.admin->update_resource(first));
  auto strange = first;
  strange.tenant = other;
  CHECK_FALSE(*o.admin->update_resource(strange));
  o.reopen();
  const auto all = o.admin->resources(t).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == first.id);
  CHECK(all[0].name == "Dra. Paz");
  CHECK(all[0].hours.empty());
  CHECK(all[0].colour == 7);
  CHECK_FALSE(all[0].active);
  CHECK(all[0].created_at == long_ago + minutes{1});
  CHECK(all[1].hours == "mon-fri 09:00-18:00");
}

TEST_CASE("an appointment is read back as it was booked", "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto r = resource_no(o, t, 1);
  auto a = at_minute(r, 10, 0);
  a.contact = contact_id{uuid_no(90)};
  a.conversation = conversation_no(1);
  a.status = appointment_status::confirmed;
  REQUIRE(book(o, a).how == outcome::done);
  o.reopen();
  const auto seen = o.admin->appointment(t, a.id)->value();
  CHECK(seen.resource == r.id);
  CHECK(seen.title == "consulta 10");
  CHECK(seen.contact == a.contact);
  CHECK(seen.contact_name == "Ana");
  CHECK(seen.conversation == a.conversation);
  CHECK(seen.starts_at == a.starts_at);
  CHECK(seen.ends_at == a.ends_at);
  CHECK(seen.status == appointment_status::confirmed);
  CHECK(seen.notes == "trae estudios");
  CHECK(seen.revision == 1);
  CHECK(seen.created_by == "beto@example.com");
  CHECK(seen.created_at == long_ago);
  CHECK_FALSE(o.admin->appointment(new_tenant(o, "two"), a.id)->has_value());
}

TEST_CASE("appointments are listed by start, in pages, by what one asks for", "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto r = resource_no(o, t, 1);
  const auto other = resource_no(o, t, 2);
  auto hers = at_minute(r, 12, 60);
  hers.contact = contact_id{uuid_no(90)};
  auto gone = at_minute(r, 13, 120);
  gone.status = appointment_status::cancelled;
  for (const auto& a : {at_minute(other, 11, 60), hers, gone, at_minute(r, 10, 0), at_minute(r, 14, 20 * 60)})
    REQUIRE(book(o, a).how == outcome::done);
  using texts = std::vector<std::string>;
  CHECK(titles(o, t, whole_day()) == texts{"consulta 10", "consulta 11", "consulta 12", "consulta 13"});
  auto f = whole_day();
  f.resource = r.id;
  CHECK(titles(o, t, f) == texts{"consulta 10", "consulta 12", "consulta 13"});
  f.cancelled_too = false;
  CHECK(titles(o, t, f) == texts{"consulta 10", "consulta 12"});
  f = whole_day();
  f.status = appointment_status::cancelled;
  CHECK(titles(o, t, f) == texts{"consulta 13"});
  f = whole_day();
  f.contact = hers.contact;
  CHECK(titles(o, t, f) == texts{"consulta 12"});
  f = whole_day();
  f.from = far_ahead + minutes{29}; // what has begun before and is not over
  f.to = far_ahead + minutes{60};   // not what begins at the end
  CHECK(titles(o, t, f) == texts{"consulta 10"});
  f.from = far_ahead + minutes{30};
  CHECK(titles(o, t, f).empty());
  CHECK(titles(o, new_tenant(o, "two"), whole_day()).empty());
  CHECK(o.admin->appointments(t, whole_day(), "nonsense", 2).error().code == store_errc::data);
}

TEST_CASE("subscribers are told of a booking that was made, not of one that was refused", "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto r = resource_no(o, t, 1);
  const auto hook = subscription(o, t, 1, {"appointment.created", "appointment.cancelled"});
  auto a = at_minute(r, 10, 0);
  REQUIRE(book(o, a, {}, {event_no(1, "appointment.created")}).how == outcome::done);
  REQUIRE(book(o, at_minute(r, 11, 0), {}, {event_no(2, "appointment.created")}).how == outcome::taken);
  REQUIRE(change(o, a, {event_no(3, "appointment.updated")}).how == outcome::done);
  REQUIRE(change(o, a, {event_no(4, "appointment.cancelled")}).how == outcome::stale);
  a.revision = 2;
  a.status = appointment_status::cancelled;
  REQUIRE(change(o, a, {event_no(5, "appointment.cancelled")}).how == outcome::done);
  CHECK(due(o) == std::vector<std::pair<webhook_id, uuid>>{{hook.id, uuid_no(1)}, {hook.id, uuid_no(5)}});
}

TEST_CASE("a merged person's appointments are of who stayed; of an erased one a taken time remains",
          "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto r = resource_no(o, t, 1);
  for (const auto n : std::to_array<std::uint8_t>({90, 91})) {
    contact_row c;
    c.id = contact_id{uuid_no(n)};
    c.tenant = t;
    c.at.wa_id = "54911" + std::to_string(n);
    c.name = "person";
    c.created_at = long_ago;
    REQUIRE(*o.admin->add_contact(c));
  }
  auto a = at_minute(r, 10, 0);
  a.contact = contact_id{uuid_no(91)};
  REQUIRE(book(o, a).how == outcome::done);
  REQUIRE(*o.admin->merge_contacts(t, contact_id{uuid_no(90)}, contact_id{uuid_no(91)}, far_ahead));
  CHECK(o.admin->appointment(t, a.id)->value().contact == contact_id{uuid_no(90)});
  CHECK(o.admin->appointment(t, a.id)->value().title == "consulta 10");
  REQUIRE(o.admin->erase_contact(t, contact_id{uuid_no(91)}, far_ahead)->has_value());
  const auto left = o.admin->appointment(t, a.id)->value();
  CHECK_FALSE(left.contact);
  CHECK(left.contact_name.empty());
  CHECK(left.title.empty());
  CHECK(left.notes.empty());
  CHECK(left.revision == 2);
  CHECK(book(o, at_minute(r, 11, 0)).how == outcome::taken);
}

TEST_CASE("connections are kept one a kind, and lie sealed", "[store][connections]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto other = new_tenant(o, "two");
  const std::string secret = "a-token-that-nobody-may-read";
  REQUIRE(o.admin->put_connection({t, "tienda_nube", R"({"access_token":")" + secret + "\"}", long_ago, long_ago}));
  REQUIRE(o.admin->put_connection({t, "smtp", R"({"host":"a"})", long_ago, long_ago}));
  REQUIRE(o.admin->put_connection({t, "smtp", R"({"host":"b"})", far_ahead, far_ahead}));
  REQUIRE(o.admin->put_connection({other, "smtp", "{}", long_ago, long_ago}));
  o.reopen();
  const auto all = o.admin->connections(t).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].kind == "smtp");
  CHECK(all[0].details == R"({"host":"b"})");
  CHECK(all[0].created_at == long_ago);
  CHECK(all[0].updated_at == far_ahead);
  CHECK(all[1].details.find(secret) != std::string::npos);
  CHECK(o.place().bytes_at_rest().find(secret) == std::string::npos);
  CHECK(*o.admin->delete_connection(t, "smtp"));
  CHECK_FALSE(*o.admin->delete_connection(t, "smtp"));
  CHECK(o.admin->connections(t)->size() == 1);
  CHECK(o.admin->connections(other)->size() == 1);
}
