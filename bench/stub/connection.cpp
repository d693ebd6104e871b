#include "stub/connection.hpp"

#include "wire/clock.hpp"

namespace charla::bench {

void connection::on_readable() {
  std::size_t used = 0;
  while (open() && !waiting_) {
    const auto message = split_http(std::string_view(received_).substr(used));
    if (!message) break;
    used += message->size;
    answer(*message);
  }
  if (open()) received_.erase(0, used);
}

void connection::answer(const http_message& m) {
  const auto target = m.target();
  const auto question = target.find('?');
  const auto query = question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
  const auto reply =
      target.substr(0, question) == "/control" ? mind_.control(m.method(), query) : mind_.send(read_send(m.body));
  if (reply.how == stub_reply::act::close) return close();
  if (reply.delay_ns > 0) return answer_later(reply.delay_ns, std::string(reply.text));
  write(reply.text);
}

void connection::answer_later(std::int64_t delay_ns, std::string text) {
  waiting_ = true;
  loop_.at(mono_ns() + delay_ns, [self = weak_from_this(), text = std::move(text)] {
    const auto c = self.lock();
    if (!c || !c->open()) return;
    c->waiting_ = false;
    c->write(text);
    c->on_readable();
  });
}

} // namespace charla::bench
