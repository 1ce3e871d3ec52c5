package org.zonekeeper.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * Secrets of one run, each in a file that nobody but the user can read: parts are told the file,
 * and nothing stands on a command line. Immutable.
 */
public final class SecretFiles {
  private static final int BYTES = 24;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path directory;

  /**
   * @param directory made when the first secret is written
   */
  public SecretFiles(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** A new secret: hexadecimal digits. */
  public static String random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Writes a file anew. */
  public Path write(String name, String content) throws IOException {
    Files.createDirectories(directory);
    Path file = file(name);
    Files.deleteIfExists(file);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    return Files.writeString(file, content);
  }

  /** Where a file of this name is, or would be. */
  public Path file(String name) {
    return directory.resolve(name);
  }
}
