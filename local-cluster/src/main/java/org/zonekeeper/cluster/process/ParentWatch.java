package org.zonekeeper.cluster.process;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * The main class that every {@link ChildProcess} really starts: it runs the wanted main class and
 * ends the JVM as soon as the parent is gone.
 *
 * <p>The parent holds the other end of this process's standard input and never writes to it. When
 * the parent ends, however it ends (a {@code kill -9} included), the kernel closes that pipe and
 * the read here returns. Shutdown hooks of the parent alone could not promise that.
 */
public final class ParentWatch {
  /** Exit code of a child whose parent went away, as if it had been sent SIGTERM. */
  private static final int PARENT_GONE = 143;

  private ParentWatch() {}

  /**
   * Runs {@code args[0]} as a main class with the remaining arguments, on the calling thread.
   *
   * @throws Throwable what that main method throws, unwrapped
   */
  public static void main(String[] args) throws Throwable {
    if (args.length == 0) {
      System.err.println("usage: ParentWatch MAIN-CLASS [ARGUMENT...]");
      System.exit(2);
    }
    Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::endWithParent);
    MethodHandle main =
        MethodHandles.publicLookup()
            .findStatic(
                Class.forName(args[0]), "main", MethodType.methodType(void.class, String[].class));
    main.asFixedArity().invoke(Arrays.copyOfRange(args, 1, args.length));
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Whatever is written to a child means nothing; only the end of the stream counts.
      }
    } catch (IOException e) {
      System.err.println(
          "parent watch: standard input broke, ending as if the parent had gone: " + e);
    }
    // halt, not exit: nobody is left who could use an orderly end, and a hook might hang.
    Runtime.getRuntime().halt(PARENT_GONE);
  }
}
