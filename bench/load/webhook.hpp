#pragma once

#include "wire/signature.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace charla::bench {

/// Makes complete, signed webhook requests of one text message each. The envelope is laid out once; a message id, a
/// phone and a time of fixed width are written into it.
class webhook {
public:
  webhook(std::string_view host,
          std::string_view path,
          std::string_view secret,
          std::string_view phone_number_id,
          std::string_view text,
          std::string_view run);

  /// Replaces the content of `request`.
  void render(std::string& request, std::uint64_t sequence, std::uint64_t conversation, std::int64_t unix_s) const;
  [[nodiscard]] std::string wamid(std::uint64_t sequence) const;
  /// 13 digits: 549 and the number of the conversation.
  [[nodiscard]] static std::string phone(std::uint64_t conversation);
  [[nodiscard]] static std::uint64_t conversation_of(std::string_view phone);

private:
  signer signer_;
  std::string wamid_prefix_;
  std::string request_;
  std::size_t body_at_ = 0;
  std::size_t signature_at_ = 0;
};

} // namespace charla::bench
