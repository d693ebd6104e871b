#include "load/webhook.hpp"

#include <array>
#include <charconv>

namespace charla::bench {

namespace {

constexpr std::size_t sequence_digits = 12;
constexpr std::size_t conversation_digits = 10;
constexpr std::string_view phone_prefix = "549";
constexpr std::string_view phone_slot = "\x01PPPPPPPPPPPP"; // 13 characters, as long as a phone
constexpr std::string_view time_slot = "\x01TTTTTTTTT";     // 10 digits of unix seconds
static_assert(phone_slot.size() == phone_prefix.size() + conversation_digits);

void put_digits(char* at, std::size_t width, std::uint64_t value) {
  for (std::size_t i = width; i > 0; --i, value /= 10)
    at[i - 1] = static_cast<char>('0' + value % 10);
}

void fill(std::string& text, std::string_view slot, std::string_view value) {
  for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at + slot.size()))
    text.replace(at, slot.size(), value);
}

} // namespace

webhook::webhook(std::string_view host,
                 std::string_view path,
                 std::string_view secret,
                 std::string_view phone_number_id,
                 std::string_view text,
                 std::string_view run)
    : signer_(secret), wamid_prefix_("wamid." + std::string(run) + ".") {
  std::string body =
      R"({"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"field":"messages",)"
      R"("value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"5491100000000",)"
      R"("phone_number_id":")"
      + std::string(phone_number_id) + R"("},"contacts":[{"profile":{"name":"Ana"},"wa_id":")" + std::string(phone_slot)
      + R"("}],"messages":[{"from":")" + std::string(phone_slot) + R"(","id":")" + wamid_prefix_
      + std::string(sequence_digits, '0') + R"(","timestamp":")" + std::string(time_slot)
      + R"(","type":"text","text":{"body":")" + std::string(text) + R"("}}]}}]}]})";
  request_ = "POST " + std::string(path) + " HTTP/1.1\r\nHost: " + std::string(host)
             + "\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256=";
  signature_at_ = request_.size();
  request_ += std::string(64, '0') + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  body_at_ = request_.size();
  request_ += body;
}

std::string webhook::wamid(std::uint64_t sequence) const {
  std::string id = wamid_prefix_ + std::string(sequence_digits, '0');
  put_digits(id.data() + wamid_prefix_.size(), sequence_digits, sequence);
  return id;
}

std::string webhook::phone(std::uint64_t conversation) {
  std::string text = std::string(phone_prefix) + std::string(conversation_digits, '0');
  put_digits(text.data() + phone_prefix.size(), conversation_digits, conversation);
  return text;
}

std::uint64_t webhook::conversation_of(std::string_view phone) {
  std::uint64_t value = 0;
  phone.remove_prefix(std::min(phone.size(), phone_prefix.size()));
  std::from_chars(phone.data(), phone.data() + phone.size(), value);
  return value;
}

void webhook::render(std::string& request,
                     std::uint64_t sequence,
                     std::uint64_t conversation,
                     std::int64_t unix_s) const {
  request = request_;
  fill(request, phone_slot, phone(conversation));
  std::array<char, time_slot.size()> time{};
  put_digits(time.data(), time.size(), static_cast<std::uint64_t>(unix_s));
  fill(request, time_slot, {time.data(), time.size()});
  const auto id_at = request.find(wamid_prefix_, body_at_) + wamid_prefix_.size();
  put_digits(request.data() + id_at, sequence_digits, sequence);
  signer_.hex(std::string_view(request).substr(body_at_), request.data() + signature_at_);
}

} // namespace charla::bench
