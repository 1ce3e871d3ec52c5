/** The demo: every part started for real, Agent Managers lost, and the rows judged from outside. */
package org.zonekeeper.demo;
