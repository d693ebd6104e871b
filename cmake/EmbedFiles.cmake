# charla_embed_migrations(<out-variable> <name> <directory>): turns <directory>/NNNN_*.sql into a .cpp that defines
#   const std::vector<charla::store::migration>& charla::store::<name>_migrations();
# (declared in io/store/migration.hpp), in the order of their numbers, each with its SHA-256. The path of the .cpp
# goes to <out-variable>; list it among the sources of the adapter. A file that is touched rebuilds it.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(CHARLA_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

  function(charla_embed_migrations out name directory)
    get_filename_component(directory ${directory} ABSOLUTE)
    file(GLOB files CONFIGURE_DEPENDS ${directory}/[0-9][0-9][0-9][0-9]_*.sql)
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${name}_migrations.cpp)
    add_custom_command(
      OUTPUT ${generated}
      COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DDIRECTORY=${directory} -DOUT=${generated} -P ${CHARLA_EMBED_SCRIPT}
      DEPENDS ${files} ${CHARLA_EMBED_SCRIPT}
      COMMENT "Embedding ${name} migrations"
      VERBATIM)
    set(${out} ${generated} PARENT_SCOPE)
  endfunction()
  return()
endif()

# As a script: writes ${OUT}.
file(GLOB files ${DIRECTORY}/[0-9][0-9][0-9][0-9]_*.sql)
list(SORT files)
set(rows "")
foreach(path IN LISTS files)
  get_filename_component(stem ${path} NAME_WE)
  string(REGEX MATCH "^[0-9]+" number ${stem})
  string(REGEX REPLACE "^0+" "" number ${number})
  file(SHA256 ${path} checksum)
  file(READ ${path} sql)
  string(FIND "${sql}" ")migration\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${path} contains the end mark of a raw string")
  endif()
  string(APPEND rows "      {${number}, \"${stem}\", \"${checksum}\",\n       R\"migration(${sql})migration\"},\n")
endforeach()
file(WRITE ${OUT} "// Generated from ${NAME}'s migrations by cmake/EmbedFiles.cmake: edit the .sql files.
#include \"io/store/migration.hpp\"

namespace charla::store {

const std::vector<migration>& ${NAME}_migrations() {
  static const std::vector<migration> all{
${rows}  };
  return all;
}

} // namespace charla::store
")
