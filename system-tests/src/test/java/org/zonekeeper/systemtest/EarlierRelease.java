package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zonekeeper.cluster.Installation;
import org.zonekeeper.harness.ProgramBuild;

/**
 * A release before this version. Its program is built once, from its commit, in a worktree of this
 * repository, and kept there: {@code .zonekeeper/releases/VERSION}.
 *
 * @param version as its documents name it
 * @param commit that it was made from
 * @param unknownSettings of those that the harness gives
 */
record EarlierRelease(String version, String commit, Set<String> unknownSettings) {
  static final EarlierRelease FIRST =
      new EarlierRelease("0.1.0", "4eb2a065", Set.of("contacts.jdbc.url"));

  private static final long BUILT_WITHIN_MINUTES = 20;

  /** Its program; some minutes the first time. */
  ProgramBuild program() throws IOException, InterruptedException {
    Path home = Installation.find().home();
    Path worktree = home.resolve(Path.of(".zonekeeper", "releases", version));
    if (Files.notExists(worktree.resolve("zonekeeper"))) {
      run(home, List.of("git", "worktree", "prune"));
      run(home, List.of("git", "worktree", "add", "--detach", worktree.toString(), commit));
    }
    run(worktree, List.of("./zonekeeper", "build"));
    Path program = worktree.resolve(Path.of("cli", "target"));
    try (Stream<Path> libraries = Files.list(program.resolve("lib"))) {
      return new ProgramBuild(
          version,
          Stream.concat(Stream.of(program.resolve("zonekeeper.jar")), libraries.sorted())
              .map(Path::toString)
              .collect(Collectors.joining(System.getProperty("path.separator"))),
          unknownSettings);
    }
  }

  private void run(Path directory, List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("zonekeeper-" + version, ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(BUILT_WITHIN_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.waitFor() == 0)
        .as("%s in %s:%n%s", String.join(" ", command), directory, Files.readString(log))
        .isTrue();
    Files.delete(log);
  }
}
