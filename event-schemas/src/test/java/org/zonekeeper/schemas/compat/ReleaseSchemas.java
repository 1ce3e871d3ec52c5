package org.zonekeeper.schemas.compat;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Releases the current schemas: writes them to {@code src/main/resources/released/<version>}, from
 * where every later build checks itself against them and reads old state. Refuses if anything
 * breaks with an earlier release. One command, from the project's root:
 *
 * <pre>{@code mvn -pl event-schemas -Prelease-schemas process-test-classes -Dschemas.version=0.1.0}
 * </pre>
 *
 * Commit what it writes. A released file is never changed or deleted afterwards.
 */
public final class ReleaseSchemas {
  private ReleaseSchemas() {}

  /** Takes the version and the folder {@code released}; ends with 0, 1 (refused) or 2 (usage). */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2 || !arguments[0].matches("\\d+\\.\\d+\\.\\d+")) {
      System.err.println("give a version such as -Dschemas.version=0.1.0");
      System.exit(2);
    }
    Path root = Path.of(arguments[1]);
    try {
      new ReleaseFolder(root).release(arguments[0], CurrentContract.folders());
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    System.out.println("released " + arguments[0] + " in " + root.resolve(arguments[0]));
  }
}
