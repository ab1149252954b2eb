// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// A keep-alive server with one answer in memory: what HTTP costs on this platform. It prints its port.
// Its argument is the size of the answer in bytes.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

constexpr size_t kBodyBytes = 20 * 1024;
constexpr const char *kTag = "\"floor\"";

std::string makeBody(size_t bytes)
{
    std::string body = "{\"posts\":[";
    while (body.size() + 64 < bytes)
        body += "{\"text\":\"A card in a list, as long as most of them are.\"},";
    body.back() = ']';
    body += '}';
    return body;
}

asio::awaitable<void> session(tcp::socket socket, const std::string &body)
{
    beast::flat_buffer buffer;
    boost::system::error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    socket.set_option(tcp::no_delay(true), error);
    while (!error) {
        http::request<http::string_body> request; // a post's body is read and dropped
        co_await http::async_read(socket, buffer, request, token);
        if (error)
            break;
        const bool fresh = request[http::field::if_none_match] == kTag;
        http::response<http::span_body<const char>> answer(
            fresh ? http::status::not_modified : http::status::ok, 11);
        answer.set(http::field::etag, kTag);
        answer.set(http::field::content_type, "application/json");
        if (!fresh)
            answer.body() = beast::span<const char>(body.data(), body.size());
        answer.keep_alive(request.keep_alive());
        answer.prepare_payload();
        co_await http::async_write(socket, answer, token);
    }
}

asio::awaitable<void> listen(tcp::acceptor &acceptor, const std::string &body)
{
    for (;;) {
        boost::system::error_code error;
        tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (!error)
            asio::co_spawn(acceptor.get_executor(), session(std::move(socket), body), asio::detached);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::string body = makeBody(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : kBodyBytes);
    asio::io_context context(1);
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    std::printf("port %d\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    asio::co_spawn(context, listen(acceptor, body), asio::detached);
    context.run();
    return 0;
}
