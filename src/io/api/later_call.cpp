#include "io/api/later_call.hpp"

namespace charla::api {

later_call_ptr keep(const call& c, ports::responder_ptr done) {
  auto request = c.request;
  request.body.clear();
  return std::make_shared<const later_call>(
      later_call{c.house.shared_from_this(), std::move(request), c.who, std::move(done)});
}

void go_on(const later_call_ptr& held, std::function<tl::expected<void, problem>(call&)> work) {
  held->house->later(std::chrono::milliseconds{0}, [held, work = std::move(work)] {
    const auto fail = [&](const problem& p) { (*held->done)(to_response(p, held->request.correlation_id)); };
    const auto lease = held->house->admins.take();
    if (!lease) return fail(unavailable("The store cannot be reached; try again in a few seconds."));
    call c{*held->house, held->request, held->who, lease.operator->()};
    if (const auto went = work(c); !went) fail(went.error());
  });
}

} // namespace charla::api
