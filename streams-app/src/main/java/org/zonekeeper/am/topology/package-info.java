/** All nodes and stores of the Agent Manager's topology, on one screen. */
package org.zonekeeper.am.topology;
