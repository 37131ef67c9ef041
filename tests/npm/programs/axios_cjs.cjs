const axios = require("axios");

import("../exercise_axios.js").then(({ exercise }) => exercise(axios, axios, process.argv[2]));
