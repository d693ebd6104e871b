# For hands that are used to make; every chore is in ./dev.
.PHONY: up down logs ps run test check

up: ## builds and starts in the background
	./dev up

down: ## stops; `make down V=-v` deletes the data as well
	./dev down $(V)

logs: ## follows the log from the last 200 lines
	./dev logs

ps: ## says whether it runs
	./dev ps

run test check:
	./dev $@
