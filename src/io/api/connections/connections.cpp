#include "io/api/connections/connection.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

answer list(call& c) {
  const auto all = connections_of_tenant(c);
  if (!all) return refuse(all.error());
  return list_response(*all, "", write_connection);
}

answer put(call& c) {
  if (!is_connection_kind(c.request.param("kind"))) return refuse(not_found("kind of connection"));
  auto known = find_connection(c);
  if (!known && known.error().status != 404) return refuse(known.error());
  const auto next = read_connection(c, known ? std::optional{*std::move(known)} : std::nullopt);
  if (!next) return refuse(next.error());
  const auto saved = c.store().put_connection(next->row);
  if (!saved) return refuse(store_failed(saved.error()));
  note_audit(c, "connection.change", next->row.kind);
  json::writer w;
  write_connection(w, *next);
  return json_response(w.take());
}

answer remove(call& c) {
  const auto gone = c.store().delete_connection(c.who.tenant, std::string{c.request.param("kind")});
  if (!gone) return refuse(store_failed(gone.error()));
  if (!*gone) return refuse(not_found("connection"));
  note_audit(c, "connection.delete", c.request.param("kind"));
  return ok_response();
}

} // namespace

endpoints connection_endpoints() {
  return {{"GET", "/api/v1/connections", right::channels_read,
           "Credentials of other services; of secrets the last four characters", "", "connections", quick(list)},
          {"PUT", "/api/v1/connections/{kind}", right::channels_write,
           "Sets tienda_nube or smtp; a secret that is left out stays as it is", "connection_put", "connection",
           quick(put)},
          {"DELETE", "/api/v1/connections/{kind}", right::channels_write, "Forgets the credentials", "", "ok",
           quick(remove)},
          {"POST", "/api/v1/connections/{kind}/test", right::channels_write,
           "Really connects and signs in: the shop is asked for its name; at the mail server nothing is sent", "",
           "connection_tested", test_connection}};
}

} // namespace charla::api
