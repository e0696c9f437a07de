"""What the suite needs from the machine beside Python: a Redis server, a Chromium
browser, ffmpeg.

Each is taken from the environment, else from the machine, else installed where that is possible
without asking. What cannot be had is said in one line, and the tests that need it are not run.
"""
