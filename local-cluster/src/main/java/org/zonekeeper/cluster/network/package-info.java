/** Network paths on this machine that can be cut, in a process of their own. */
package org.zonekeeper.cluster.network;
