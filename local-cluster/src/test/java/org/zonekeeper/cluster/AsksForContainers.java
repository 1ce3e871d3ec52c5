package org.zonekeeper.cluster;

/** The main class of a process that says where its clusters would run. */
public final class AsksForContainers {
  private AsksForContainers() {}

  public static void main(String[] args) {
    System.out.println("in containers: " + TestClusters.inContainers());
    System.exit(0);
  }
}
