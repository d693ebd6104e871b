#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// A request whose answer waits for somebody else: what of it outlives its handler.
struct later_call {
  context_ptr house;
  ports::http_request request; ///< without its body
  identity who;
  ports::responder_ptr done;
};
using later_call_ptr = std::shared_ptr<const later_call>;

[[nodiscard]] later_call_ptr keep(const call& c, ports::responder_ptr done);

/// Goes on where blocking is allowed, with a connection to the store of its own; without one, or when `work` gives back
/// a problem, the caller is answered with that.
/// @param work answers through `done` itself, or sees to it that somebody will.
void go_on(const later_call_ptr& held, std::function<tl::expected<void, problem>(call&)> work);

} // namespace charla::api
