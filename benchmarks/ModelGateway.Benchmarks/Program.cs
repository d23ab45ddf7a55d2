using BenchmarkDotNet.Running;
using ModelGateway.Benchmarks;
using ModelGateway.Benchmarks.Support;

if (args is ["startup", .. string[] rest])
{
    return await StartupBenchmark.RunAsync(rest);
}

if (args is ["rounds", .. string[] questions])
{
    return await RoundsBenchmark.RunAsync(questions);
}

if (args is ["compare", .. string[] other])
{
    return await BuildComparison.RunAsync(other);
}

if (args is ["end-to-end", .. string[] options])
{
    return await EndToEndBenchmark.RunAsync(options);
}

if (args is ["serve"])
{
    return await LoopbackServer.RunAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(ShortRunConfig).Assembly).Run(args, new ShortRunConfig());
return 0;
