#include "io/providers/simulator/request_log.hpp"

#include "io/json/writer.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace charla::simulator {

std::string to_json(const seen_request& r) {
  json::writer w;
  w.begin_object().member("number", r.number).member("at_ms", r.at_ms).member("provider", r.provider);
  w.member("out_id", r.out_id);
  w.member("phone_number_id", r.phone_number_id).member("to", r.to).member("type", r.type).member("text", r.text);
  return w.member("outcome", r.outcome).member("wamid", r.wamid).end_object().take();
}

request_log::request_log(std::size_t kept, const std::string& path) : kept_(kept) {
  if (path.empty()) return;
  file_.reset(std::fopen(path.c_str(), "ae"));
  if (!file_) throw std::runtime_error("cannot append to the simulator's log " + path + ": " + std::strerror(errno));
}

void request_log::add(seen_request r) {
  r.number = ++count_;
  if (file_) {
    const auto line = to_json(r) + '\n';
    std::fwrite(line.data(), 1, line.size(), file_.get());
    std::fflush(file_.get());
  }
  ring_.push_back(std::move(r));
  while (ring_.size() > kept_)
    ring_.pop_front();
}

void request_log::clear() {
  ring_.clear();
  count_ = 0;
}

} // namespace charla::simulator
