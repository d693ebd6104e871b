#include "given_answer.hpp"

#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::expr;
using given::answered;
using given::between;
using given::read;
using kind = answer_kind;

TEST_CASE("dates are read day first, in words too", "[flows][expr][answer]") {
  const auto r = GENERATE(values<answered>({
      {"21/11/2026", "2026-11-21"},
      {"3-5-84", "1984-05-03"},
      {"03.05.2027", "2027-05-03"},
      {"3 5 46", "2046-05-03"},
      {"3 5 47", "1947-05-03"},
      {"2026-11-21", "2026-11-21"},
      {"2026/1/2", "2026-01-02"},
      {"21/11", "2026-11-21"},
      {"20/11", "2027-11-20"},
      {"29/2", "2028-02-29"},
      {"13/12", "2026-12-13"},
      {"12/13", "not_a_date"},
      {"31/2/2027", "not_a_date"},
      {"1/1/202", "not_a_date"},
      {"hoy", "2026-11-21"},
      {"¡Mañana!", "2026-11-22"},
      {"amanhã", "2026-11-22"},
      {"tomorrow", "2026-11-22"},
      {"pasado mañana", "2026-11-23"},
      {"depois de amanhã", "2026-11-23"},
      {"the day after tomorrow", "2026-11-23"},
      {"ontem", "2026-11-20"},
      {"viernes", "2026-11-27"},
      {"el próximo sábado", "2026-11-28"},
      {"segunda-feira", "2026-11-23"},
      {"na terça", "2026-11-24"},
      {"next Friday", "2026-11-27"},
      {"21 de noviembre", "2026-11-21"},
      {"1º de março de 2027", "2027-03-01"},
      {"December 3rd, 2026", "2026-12-03"},
      {"5 sep", "2027-09-05"},
      {"31 de junio", "not_a_date"},
      {"5", "not_a_date"},
      {"", "not_a_date"},
      {"algún día", "not_a_date"},
  }));
  INFO(r.text);
  CHECK(read(kind::date, r.text) == r.is);
}

TEST_CASE("a date is today's in the organisation's zone, and has limits", "[flows][expr][answer]") {
  given::names<> late;
  late.time = from_unix_ms(1'795'312'800'000); // 2026-11-22 02:00 UTC, still the 21st in Buenos Aires
  CHECK(parse_answer(kind::date, "hoy", {}, late).value() == "2026-11-21");
  CHECK(read(kind::date, "ayer", between("today", "31/12/2026")) == "too_early");
  CHECK(read(kind::date, "hoy", between("today", "31/12/2026")) == "2026-11-21");
  CHECK(read(kind::date, "31-12-26", between("today", "31/12/2026")) == "2026-12-31");
  CHECK(read(kind::date, "1-1-27", between("today", "31/12/2026")) == "too_late");
}

TEST_CASE("times are read as people write them", "[flows][expr][answer]") {
  const auto r = GENERATE(values<answered>({
      {"15:30", "15:30"},
      {"9:05", "09:05"},
      {"15.30", "15:30"},
      {"15h", "15:00"},
      {"15h30", "15:30"},
      {"15 hs", "15:00"},
      {"15:30 hs.", "15:30"},
      {"1530", "15:30"},
      {"15:30:59", "15:30"},
      {"8", "08:00"},
      {"3pm", "15:00"},
      {"3:15 p. m.", "15:15"},
      {"3 PM", "15:00"},
      {"12pm", "12:00"},
      {"12 am", "00:00"},
      {"11am", "11:00"},
      {"las 3 de la tarde", "15:00"},
      {"a las tres y media de la tarde", "15:30"},
      {"às 8 e meia da noite", "20:30"},
      {"once y cuarto", "11:15"},
      {"1 de la noche", "01:00"},
      {"12 de la noche", "00:00"},
      {"9 da manhã", "09:00"},
      {"mediodía", "12:00"},
      {"Meia-noite", "00:00"},
      {"24:00", "not_a_time"},
      {"15:60", "not_a_time"},
      {"15am", "not_a_time"},
      {"15:3", "not_a_time"},
      {"15:30 y media", "not_a_time"},
      {"123", "not_a_time"},
      {"tarde", "not_a_time"},
      {"3 de mayo", "not_a_time"},
      {"", "not_a_time"},
  }));
  INFO(r.text);
  CHECK(read(kind::time, r.text) == r.is);
}

TEST_CASE("a time has limits", "[flows][expr][answer]") {
  CHECK(read(kind::time, "8:59", between("09:00", "18hs")) == "too_early");
  CHECK(read(kind::time, "9", between("09:00", "18hs")) == "09:00");
  CHECK(read(kind::time, "6pm", between("09:00", "18hs")) == "18:00");
  CHECK(read(kind::time, "18:01", between("09:00", "18hs")) == "too_late");
}
