from yanpan.config.cli import main

raise SystemExit(main())
