package org.zonekeeper.cluster;

import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The main class of a {@link BrokerProcess}: formats the storage unless that is done, then runs
 * Kafka. In one JVM, because starting a second one takes longer than formatting.
 */
public final class KafkaMain {
  private KafkaMain() {}

  /**
   * Runs on the broker's class path, which has Kafka's server; ours has not.
   *
   * @param args the settings file, the directory of the data, the cluster's id
   * @throws Throwable what Kafka throws, unwrapped
   */
  public static void main(String[] args) throws Throwable {
    if (!Files.exists(Path.of(args[1], "meta.properties"))) {
      int exitCode =
          (int)
              MethodHandles.publicLookup()
                  .findStatic(
                      Class.forName("kafka.tools.StorageTool"),
                      "execute",
                      MethodType.methodType(int.class, String[].class, PrintStream.class))
                  .asFixedArity()
                  .invoke(
                      new String[] {"format", "--cluster-id", args[2], "--config", args[0]},
                      System.out);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
    MethodHandles.publicLookup()
        .findStatic(
            Class.forName("kafka.Kafka"), "main", MethodType.methodType(void.class, String[].class))
        .asFixedArity()
        .invoke(new String[] {args[0]});
  }
}
