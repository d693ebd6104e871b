#include "channel_world.hpp"

namespace charla::http_test {

std::string client_frame(int opcode, std::string_view payload) {
  std::string out;
  out.push_back(static_cast<char>(0x80 | opcode));
  if (payload.size() < 126) {
    out.push_back(static_cast<char>(0x80 | payload.size()));
  } else if (payload.size() < 65536) {
    out.push_back(static_cast<char>(0x80 | 126));
    for (const int shift : {8, 0})
      out.push_back(static_cast<char>(payload.size() >> shift));
  } else {
    out.push_back(static_cast<char>(0x80 | 127));
    for (const int shift : {56, 48, 40, 32, 24, 16, 8, 0})
      out.push_back(static_cast<char>(payload.size() >> shift));
  }
  return out + std::string(4, '\0') + std::string{payload};
}

server_frame read_frame(peer& c) {
  const auto head = c.read_bytes(2);
  auto length = static_cast<std::size_t>(head[1] & 0x7f);
  if (length >= 126) {
    std::size_t long_length = 0;
    for (const char byte : c.read_bytes(length == 126 ? 2 : 8))
      long_length = long_length * 256 + static_cast<unsigned char>(byte);
    length = long_length;
  }
  return {head[0] & 0x0f, c.read_bytes(length)};
}

std::string upgrade(std::string_view path, std::string_view fields) {
  return get(path, "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       + std::string{fields});
}

} // namespace charla::http_test
