global using ModelGateway.Testing;
