import torch

import logging
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(funcName)s %(lineno)d %(message)s")
log = logging.getLogger(__name__)
log.info("start %s", torch.ones(1))
log.warning("careful")
log.addHandler(logging.FileHandler("run.log"))
log.error("to the file")
