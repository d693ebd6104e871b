// Boost.Asio and Boost.Beast, compiled once for the whole program (13 s instead of in every user).
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
