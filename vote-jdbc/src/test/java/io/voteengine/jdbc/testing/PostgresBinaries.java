package io.voteengine.jdbc.testing;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs from Maven Central, unpacked once in each JVM. The library's own launcher
 * needs {@code unshare} when the tests run as root; see {@link RunAs}.
 */
final class PostgresBinaries {
  private static final String WHAT_TO_DO =
      "No PostgreSQL to test with: use a platform for which io.zonky.test.postgres has binaries, or"
          + " run with -Pservers and set VOTE_TEST_POSTGRES_URL, start Docker, or install a server"
          + " (initdb and postgres on the PATH; as root with a user postgres)";

  private PostgresBinaries() {}

  private static final class Unpacked {
    static final Path DIRECTORY = unpack();
  }

  static Path bin() {
    return Unpacked.DIRECTORY.resolve("bin");
  }

  private static Path unpack() {
    Path directory = Programs.temporary("vote-postgres-program");
    try (InputStream packed = open();
        TarArchiveInputStream archive =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      // The server may run as another user than the tests.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        unpack(entry, archive, directory.resolve(entry.getName()).normalize());
      }
      return directory;
    } catch (IOException e) {
      throw new IllegalStateException(WHAT_TO_DO, e);
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(requireNonNull(file.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static InputStream open() throws IOException {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    InputStream found =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            name.startsWith("mac") ? "Darwin" : "Linux",
            ArchUtils.normalize(System.getProperty("os.arch")));
    if (found == null) {
      throw new IllegalStateException(WHAT_TO_DO);
    }
    return found;
  }
}
