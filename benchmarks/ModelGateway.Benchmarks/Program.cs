using BenchmarkDotNet.Running;
using ModelGateway.Benchmarks;

if (args is ["startup", .. string[] rest])
{
    return await StartupBenchmark.RunAsync(rest);
}

if (args is ["rounds"])
{
    return await RoundsBenchmark.RunAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(ShortRunConfig).Assembly).Run(args, new ShortRunConfig());
return 0;
